// Turns the pages of a built site into one document for paper: cover, contents, chapters.
// Runs in the browser, on the site's first page; knows nothing of any one site's pages.
async ({ leftOut, kept, cover, published }) => {
  const root = new URL(".", location.href)
  const pages = await follow()
  const chapters = pages.map(chapter)
  const dead = chapters.flatMap(({ section, page }) => joined(section, page))

  document.title = `${cover.title} – ${cover.organisation}`
  document.body.setAttribute("data-md-color-scheme", "default")
  document.body.replaceChildren(made("main", "md-typeset i-paper", [
    made("section", "i-cover", [
      made("p", "i-cover__organisation", [cover.organisation]),
      made("p", "i-cover__title", [cover.title]),
      made("p", "i-cover__term", [cover.term]),
      made("p", "i-cover__edition", [cover.edition]),
      made("p", "i-cover__worth", pages[0].worth),
    ]),
    made("nav", "i-contents", [made("h1", "", ["Mục lục"]), contents(chapters)]),
    ...chapters.map(({ section }) => section),
  ]))
  await document.fonts.ready
  return { dead, linked: [...document.querySelectorAll(".i-contents a")].map(a => a.hash.slice(1)) }

  // The pages in the order in which the site leads through them.
  async function follow() {
    const found = []
    for (let url = root.href; url; ) {
      const page = new DOMParser().parseFromString(await (await fetch(url)).text(), "text/html")
      const address = url.slice(root.href.length)
      const wanted = kept.includes(address) || !leftOut.some(start => address.startsWith(start))
      const worth = page.querySelector(".md-copyright__highlight")
      if (wanted) {
        found.push({
          url,
          key: `trang-${found.length + 1}`,
          number: found.length + 1,
          article: page.querySelector("article"),
          worth: worth ? [...worth.childNodes] : [],
        })
      }
      const next = page.querySelector(".md-footer__link--next")
      url = next && new URL(next.getAttribute("href"), url).href
    }
    return found
  }

  // One page as a chapter: its number before its title, its tables and charts numbered within it.
  function chapter(page) {
    const { article, key, number } = page
    const screen = ".headerlink, .md-content__button, .md-source-file, .i-report, .i-edit, script"
    article.querySelectorAll(screen).forEach(part => part.remove())
    article.querySelector("h1").prepend(`${number}. `)
    for (const label of article.querySelectorAll(".i-number")) {
      label.textContent = label.textContent.replace(/[0-9]+\.$/, `${number}.$&`)
    }
    const section = made("section", "i-chapter", [...article.childNodes])
    section.id = key
    return { section, page }
  }

  // Names that were of one page become names within the whole; links between pages stay inside.
  // Gives what leads nowhere.
  function joined(section, page) {
    const own = name => `${page.key}--${name}`
    for (const part of section.querySelectorAll("*")) {
      if (part.id) part.id = own(part.id)
      for (const name of ["aria-labelledby", "aria-describedby", "headers", "for"]) {
        const value = part.getAttribute(name)
        if (value) part.setAttribute(name, value.trim().split(/\s+/).map(own).join(" "))
      }
      for (const name of ["fill", "stroke", "marker-start", "marker-end", "clip-path"]) {
        const value = part.getAttribute(name)
        if (value) part.setAttribute(name, value.replace(/url\(#(.*?)\)/, (_, id) => `url(#${own(id)})`))
      }
      if (part.hasAttribute("src")) part.src = new URL(part.getAttribute("src"), page.url).href
    }
    return [...section.querySelectorAll("a[href]")].filter(link => !lead(link, page)).map(
      link => `${page.url.slice(root.href.length)}: ${link.textContent}`)
  }

  function lead(link, page) {
    const target = new URL(link.getAttribute("href"), page.url)
    if (!target.href.startsWith(root.href)) return true
    const fragment = decodeURIComponent(target.hash.slice(1))
    target.hash = ""
    const there = pages.find(({ url }) => url === target.href)
    if (!there) {
      // Not in the report: on paper the published address, else nothing.
      if (published) link.href = new URL(target.href.slice(root.href.length), published).href
      else link.replaceWith(...link.childNodes)
      return true
    }
    const id = fragment ? `${there.key}--${fragment}` : there.key
    link.setAttribute("href", `#${id}`)
    // The target's chapter may have its new names already, or not yet.
    const { section } = chapters.find(({ page }) => page === there)
    return !fragment || [...section.querySelectorAll("[id]")].some(
      part => part.id === id || part.id === fragment)
  }

  function contents(chapters) {
    return made("ol", "", chapters.map(({ section }) => {
      const parts = [...section.querySelectorAll("h2")].map((part, at) => {
        part.id ||= `${section.id}--phan-${at}` // the heading of a card has no name of its own
        return made("li", "", [entry(part, part.id)])
      })
      const head = entry(section.querySelector("h1"), section.id)
      return made("li", "", parts.length ? [head, made("ol", "", parts)] : [head])
    }))
  }

  function entry(heading, id) {
    const link = made("a", "", [
      made("span", "i-contents__title", [heading.textContent.trim()]),
      made("span", "i-contents__page", ["000"]),
    ])
    link.setAttribute("href", `#${id}`)
    return link
  }

  function made(tag, name, children) {
    const element = document.createElement(tag)
    if (name) element.className = name
    element.append(...children)
    return element
  }
}
