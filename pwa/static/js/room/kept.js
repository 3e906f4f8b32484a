// Keeps the room on this phone as it is for who is not signed in, with its own pictures: it opens without a
// net, and shows then what it shows to everybody who has the phone. What is no room here any more goes.
const ROOMS = "kamers"

export async function keepRoom(room) {
  const rooms = await caches.open(ROOMS)
  await keep(rooms, `/kamer/${room}`)
  await keep(rooms, "/kamer")
  const pictures = [...document.querySelectorAll(".thing img")].map(({ src }) => src)
  for (const { url } of await rooms.keys()) {
    if (url.includes(`/kamer/${room}/ding/`) && !pictures.includes(url)) await rooms.delete(url)
  }
  await rooms.addAll(pictures)
}

async function keep(rooms, path) {
  const answer = await fetch(`${path}?los`, { cache: "no-store", redirect: "manual" })
  if (answer.ok) await rooms.put(path, answer)
  else if (answer.type === "opaqueredirect" || answer.status === 404) await rooms.delete(path)
}
