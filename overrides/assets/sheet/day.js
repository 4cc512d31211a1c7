/* The day of printing on a sheet, which whoever has no script writes by hand; and letters that are
 * smaller where there is more to say than a page of A4 holds. */

const HEIGHT = (268 * 96) / 25.4 // what a page of A4 holds between its margins
const [page, body, nav] = [document.documentElement, document.body, document.querySelector("nav")]

const printed = () => {
  document.getElementById("ngay-in").textContent = new Date().toLocaleDateString("vi-VN")
  body.style.width = "180mm"
  nav.hidden = true
  let zoom = 1
  do body.style.zoom = zoom
  while (page.offsetHeight > HEIGHT && (zoom -= 0.01) > 0.2)
  nav.hidden = false
  body.style.width = ""
}
addEventListener("beforeprint", printed)
printed()
document.querySelector("img")?.addEventListener("load", printed)
