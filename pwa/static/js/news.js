// What happened to a record, told to every open page of this browser.

const wire = "BroadcastChannel" in self ? new BroadcastChannel("bewaard") : null
const local = new EventTarget()

wire?.addEventListener("message", ({ data }) => spread(data))

// news: {id, who, state: kept|sent|waits|login|help, at?, detail?, status?}; without an id: wiped, here, dropped
export function tell(news) {
  spread(news)
  tellOthers(news)
}

export function tellOthers(news) {
  wire?.postMessage(news)
}

export function hear(listener) {
  const onNews = ({ detail }) => listener(detail)
  local.addEventListener("news", onNews)
  return () => local.removeEventListener("news", onNews)
}

function spread(news) {
  local.dispatchEvent(new CustomEvent("news", { detail: news }))
}
