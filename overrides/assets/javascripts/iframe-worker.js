/* Lets search run where a page is a file, and a browser refuses to start a worker.
 *
 * The worker's script runs in an empty frame of the page instead. The theme asks for such a
 * stand-in by the name IFrameWorker; the package it would fetch from another host (iframe-worker)
 * writes inline scripts, which the Content-Security-Policy forbids, so this is our own. Zensical's
 * asks for a worker by its own name.
 */
"use strict"

window.IFrameWorker = class extends EventTarget {
  constructor(url) {
    super()
    const frame = document.createElement("iframe")
    frame.hidden = true
    document.body.append(frame)
    const inner = frame.contentWindow

    const load = address => new Promise((resolve, reject) => {
      const script = inner.document.createElement("script")
      script.src = address
      script.onload = resolve
      script.onerror = () => reject(new Error(`Không nạp được ${address}`))
      inner.document.body.append(script)
    })

    /* What a worker has and a frame has not. The script calls postMessage() to answer. */
    inner.importScripts = (...addresses) =>
      addresses.reduce((before, address) => before.then(() => load(address)), Promise.resolve())
    inner.postMessage = data => {
      const event = new MessageEvent("message", { data })
      this.dispatchEvent(event)
      this.onmessage?.(event)
    }

    this.frame = frame
    this.ready = load(url)
  }

  postMessage(data) {
    this.ready.then(() => this.frame.contentWindow.dispatchEvent(new MessageEvent("message", { data })))
  }

  terminate() {
    this.frame.remove()
  }
}

if (location.protocol === "file:") window.Worker = window.IFrameWorker

window.Worker = window.IFrameWorker
