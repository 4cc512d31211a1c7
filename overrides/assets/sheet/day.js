/* The day of printing on a sheet, which whoever has no script writes by hand; and letters that are
 * smaller where there is more to say than a page of A4 holds. */

const HEIGHT = 240 // in millimetres: on paper tables break into more lines than on the screen, and 268 is all there is
const body = document.body

const printed = () => {
  document.getElementById("ngay-in").textContent = new Date().toLocaleDateString("vi-VN")
  Object.assign(body.style, { zoom: 1, width: "180mm" })
  const needed = body.offsetHeight - document.querySelector("nav").offsetHeight
  Object.assign(body.style, { zoom: Math.min(1, (HEIGHT * 96) / 25.4 / needed), width: "" })
}
addEventListener("beforeprint", printed)
printed()
document.querySelector("img")?.addEventListener("load", printed)
