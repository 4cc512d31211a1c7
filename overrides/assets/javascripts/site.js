/* What the pages need beyond the theme: search that is fetched when it is used, marks for searched
 * words, a drawer that the keyboard reaches, the site's name for print. It runs before the theme's
 * script; the pages are readable without it. */
"use strict"

/* A browser that lets no site store anything throws where the theme reads its own settings, and
 * the theme stops before it searches. It gets a memory that lasts as long as the page. */
for (const name of ["localStorage", "sessionStorage"])
  try {
    window[name]
  } catch {
    const kept = new Map()
    const value = {
      getItem: key => kept.get(key) ?? null,
      setItem: (key, text) => kept.set(key, String(text)),
      removeItem: key => kept.delete(key),
    }
    Object.defineProperty(window, name, { value })
  }

/* Zensical's theme has no such box: it draws its own when it is asked for, and fetches no more. */
const box = document.querySelector(".md-search__input")

/* The theme reads the box when a key is released: text pasted by mouse would wait for one. */
box?.addEventListener("input", () => box.dispatchEvent(new Event("keyup")))

/* The theme fetches its search worker and the index (40 KB) on every page, and few readers search
 * on each. Here both wait for the search box to be used. A page that is a file does so anyway. */
if (box && location.protocol !== "file:") {
  const searching = new Promise(begin => box.addEventListener("focus", begin, { once: true }))

  const RealWorker = window.Worker
  window.Worker = class extends EventTarget {
    constructor(url) {
      super()
      this.real = searching.then(() => {
        const worker = new RealWorker(url)
        worker.onmessage = ({ data }) => this.dispatchEvent(new MessageEvent("message", { data }))
        return worker
      })
    }

    postMessage(data) {
      this.real.then(worker => worker.postMessage(data))
    }
  }

  /* The index is the only thing that a page asks for by a script. */
  const send = XMLHttpRequest.prototype.send
  XMLHttpRequest.prototype.send = function () {
    searching.then(() => send.call(this))
  }
}

/* Searched words arrive as ?h=…. The theme marks them letter by letter, so "dang vien" would mark
 * nothing. Taking them out of the address keeps it from trying, and the address fit to share. */
const address = new URL(location.href)
const searched = address.searchParams.get("h")
if (searched !== null) {
  address.searchParams.delete("h")
  history.replaceState(history.state, "", address)
}
if (searched) {
  const script = document.createElement("script")
  script.src = new URL("lunr/min/lunr.vi.min.js", document.currentScript.src)
  script.onload = () => mark(vietnamese.written(searched).split(/\s+/))
  document.head.append(script)
}

function mark(terms) {
  const words = /[\p{L}\p{M}\p{N}]+(?:[.,/-][\p{L}\p{M}\p{N}]+)*/gu
  const article = document.querySelector(".md-content article")
  const texts = document.createTreeWalker(article, NodeFilter.SHOW_TEXT, text =>
    text.parentElement.closest("svg, .i-c-keys, script, style, .headerlink")
      ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT)
  const found = []
  while (texts.nextNode())
    for (const word of texts.currentNode.data.matchAll(words))
      if (vietnamese.forms(word[0]).some(form => terms.some(term => form.startsWith(term))))
        found.push([texts.currentNode, word])
  /* From the end: cutting a text leaves the places before the cut where they were. */
  for (const [text, word] of found.reverse()) {
    const hit = text.splitText(word.index)
    hit.splitText(word[0].length)
    const element = document.createElement("mark")
    hit.replaceWith(element)
    element.append(hit)
  }
}

const drawer = document.getElementById("__drawer")
const opener = document.querySelector("[data-i-drawer]")
opener.addEventListener("click", () => drawer.click())
drawer.addEventListener("change", () => {
  opener.setAttribute("aria-expanded", drawer.checked)
  const menu = document.querySelector(".md-sidebar--primary")
  if (drawer.checked) (menu.querySelector("a.md-nav__link--active") || menu.querySelector("a")).focus()
})
document.addEventListener("keydown", event => {
  if (event.key !== "Escape" || !drawer.checked) return
  drawer.click()
  opener.focus()
})

/* A row of origin is shown by its address alone (data.css). Here the keyboard closes it, and goes
 * back to the figure that was asked; a figure that the card covers comes out from under it. */
let asked = null
const card = () => {
  const at = document.getElementById(decodeURIComponent(location.hash.slice(1)))
  const row = at && at.closest(".i-block--provenance tr")
  return row && getComputedStyle(row).position === "fixed" ? row : null
}
const ways = row => row.parentElement.lastElementChild.querySelectorAll("a")
function shut(row) {
  location.replace(ways(row)[1].hash)
  history.replaceState(history.state, "", location.pathname + location.search)
  const led = asked || document.querySelector(`.i-fig[href="#${CSS.escape(row.id)}"]`)
  if (led) led.focus({ preventScroll: !!asked })
}
document.addEventListener("click", event => {
  const link = event.target.closest("a[href]")
  const inside = link && link.closest(".i-block--provenance tr")
  if (link && !inside) asked = link
  const row = inside && card()
  if (!row) return
  const [share, away] = ways(row)
  if (link === away) {
    event.preventDefault()
    shut(row)
  } else if (link === share && navigator.clipboard) {
    event.preventDefault()
    navigator.clipboard.writeText(link.href).then(() => (link.textContent = "Đã sao chép liên kết"))
  }
})
document.addEventListener("keydown", event => {
  const row = event.key === "Escape" && card()
  if (row) shut(row)
})
function told() {
  const row = card()
  if (!row) return
  const share = ways(row)[0]
  Object.assign(share, { hidden: false, href: location.hash, textContent: "Liên kết đến số này" })
  row.tabIndex = -1
  row.focus({ preventScroll: true })
  if (!asked) return
  const [figure, over] = [asked, row].map(element => element.getBoundingClientRect())
  if (figure.bottom > over.top && figure.right > over.left) scrollBy(0, figure.bottom - over.top + 16)
}
addEventListener("hashchange", told)
addEventListener("load", told) /* nothing is a target before the page is whole */

/* The sign behind a heading is called by what it leads to; the keyboard has the table of contents. */
for (const sign of document.querySelectorAll(".headerlink")) {
  sign.setAttribute("aria-label", `${sign.title}: ${sign.parentElement.textContent.replace(sign.textContent, "").trim()}`)
  sign.tabIndex = -1
}

/* The figures of a table, a list or a paragraph are one stop of the tab key; arrows lead from one
 * to the next. */
const groups = new Map()
for (const figure of document.querySelectorAll("article .i-fig:not(.i-table--provenance *)")) {
  const group = figure.closest(".i-table, svg.i-c, ul, ol, dl, p") || figure
  groups.set(group, [...(groups.get(group) || []), figure])
}
for (const [group, figures] of groups) {
  const stop = figure => figures.forEach(other => (other.tabIndex = other === figure ? 0 : -1))
  const beside = (figure, step) => {
    const cell = figure.closest("td, th")
    if (!cell) return figures[figures.indexOf(figure) + step]
    for (let row = cell.parentElement; (row = step < 0 ? row.previousElementSibling : row.nextElementSibling); ) {
      const found = row.cells[cell.cellIndex].querySelector(".i-fig")
      if (found) return found
    }
  }
  const next = {
    ArrowRight: figure => figures[figures.indexOf(figure) + 1],
    ArrowLeft: figure => figures[figures.indexOf(figure) - 1],
    ArrowDown: figure => beside(figure, 1),
    ArrowUp: figure => beside(figure, -1),
    Home: () => figures[0],
    End: () => figures[figures.length - 1],
  }
  stop(figures[0])
  group.addEventListener("focusin", event => figures.includes(event.target) && stop(event.target))
  group.addEventListener("keydown", event => {
    if (!(event.key in next) || !figures.includes(event.target) || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    const figure = next[event.key](event.target)
    if (figure) figure.focus()
  })
}

/* The running head of the printed pages: a style sheet cannot read the page's own text. */
const siteName = document.querySelector('meta[property="og:site_name"]').content
document.documentElement.style.setProperty("--i-site-name", JSON.stringify(siteName))

/* And their foot: where the page stands, and the day of printing. */
const printed = () => {
  const day = `In ngày ${new Date().toLocaleDateString("vi-VN")}`
  const where = location.protocol === "file:" ? day : `${day}, từ ${location.origin}${location.pathname}`
  document.documentElement.style.setProperty("--i-printed", JSON.stringify(where))
}
addEventListener("beforeprint", printed)
printed()

/* What ends a page ends it before its appendix of origins, which whoever prints may leave out. */
const folded = document.querySelector(".i-fold")
for (const end of folded ? document.querySelectorAll(".i-report, .md-footer") : []) {
  const place = document.createComment("")
  end.before(place)
  addEventListener("beforeprint", () => folded.previousElementSibling.before(end))
  addEventListener("afterprint", () => place.after(end))
}
