// Part of /sw.js: the books that a child reads on its own phone, for reading without a net. Each whole, with
// its pictures and voices, and forgotten with the pages that are kept. Which ones, the server says:
// "Huisboek-Keep: book" on the shelf, "book <pages> <edition>" on a page of a book.
const BOOKS = "boeken"
const SHELF = "/boek"
const LEAF = /^\/boek\/[0-9a-f-]{36}\/lezen$/
const MEDIUM = /\/boek\/beeld\/[0-9a-f-]{36}(?:\/klein)?/g
const COVER = /href="(\/boek\/[0-9a-f-]{36}\/lezen)" data-edition="([^"]+)"/g
const underWay = new Set()

// What was still on its way when the person left is not kept after all. Without a net it goes on next time.
async function keepBook(address, answer, before) {
  const { pathname } = new URL(address)
  if (underWay.has(pathname)) return
  underWay.add(pathname)
  try {
    const books = await caches.open(BOOKS)
    await (pathname === SHELF ? keepShelf(books, answer) : keepLeaves(books, pathname, answer.headers.get("Huisboek-Keep")))
    await throwOut(books)
  } catch {
    return
  } finally {
    underWay.delete(pathname)
    if (before !== leaves) await forgetPages()
  }
}

// The first page comes last: where it lies, the book is whole. Another edition takes the place of the whole old one.
async function keepLeaves(books, path, said) {
  const first = await books.match(leaf(path, 1), { ignoreVary: true })
  if (first?.headers.get("Huisboek-Keep") === said) return
  await drop(books, (pathname) => pathname === path)
  for (let number = Number(said.split(" ")[1]); number > 0; number -= 1) {
    if (!await keepLeaf(books, leaf(path, number), said)) return
  }
}

async function keepLeaf(books, address, said) {
  const answer = await fetch(address, { cache: "no-store", redirect: "error" })
  if (!answer.ok || answer.headers.get("Huisboek-Keep") !== said) return false
  if (!await keepMedia(books, answer.clone())) return false
  await books.put(address, answer)
  return true
}

async function keepMedia(books, answer) {
  for (const path of (await answer.text()).match(MEDIUM) ?? []) {
    if (await books.match(path, { ignoreVary: true })) continue
    const medium = await fetch(path, { cache: "no-store", redirect: "error" })
    if (!medium.ok) return false
    await books.put(path, medium)
  }
  return true
}

// A book that does not stand on the shelf any more is not read any more, and of another edition nothing old:
// the plan may have left a page behind.
async function keepShelf(books, answer) {
  const there = new Map([...(await answer.clone().text()).matchAll(COVER)].map(([, path, said]) => [path, said]))
  await drop(books, (pathname) => LEAF.test(pathname) && !there.has(pathname))
  if (await keepMedia(books, answer.clone())) await books.put(SHELF, answer)
  for (const [path, said] of there) {
    if (await books.match(leaf(path, 1), { ignoreVary: true })) await keepLeaves(books, path, said)
  }
}

// Pictures and voices of pages that went.
async function throwOut(books) {
  const used = new Set()
  for (const { url } of await books.keys()) {
    const { pathname } = new URL(url)
    if (pathname !== SHELF && !LEAF.test(pathname)) continue
    const page = await books.match(url, { ignoreVary: true })
    for (const path of (await page.text()).match(MEDIUM) ?? []) used.add(path)
  }
  await drop(books, (pathname) => pathname.startsWith("/boek/beeld/") && !used.has(pathname))
}

async function drop(books, goes) {
  const gone = (await books.keys()).filter(({ url }) => goes(new URL(url).pathname))
  await Promise.all(gone.map((key) => books.delete(key)))
}

// What is no page any more, with all that is told below its address; a book goes from its shelf too, with its
// pictures and voices. Looking makes no cache.
async function forgetWhatWentAway(url) {
  const { pathname } = new URL(url)
  const root = pathname.match(/^.*?[0-9a-f-]{36}/)?.[0] ?? pathname
  const went = (path) => path === root || path.startsWith(`${root}/`)
  await (await caches.open(ROOMS)).delete(url)
  if (await caches.has(PAGES)) await drop(await caches.open(PAGES), went)
  if (!LEAF.test(pathname) || !await caches.has(BOOKS)) return
  const books = await caches.open(BOOKS)
  await drop(books, (path) => path === SHELF || went(path))
  await throwOut(books)
}

// A page that may not be kept today takes the copy of another day with it.
async function forgetThePage(url) {
  if (await caches.has(PAGES)) await (await caches.open(PAGES)).delete(url)
}

function leaf(path, number) {
  return `${path}?blad=${number}`
}

// Looking makes no cache: an empty one would say that there are books.
function shelved(url) {
  const { pathname, searchParams } = new URL(url)
  const address = LEAF.test(pathname) ? leaf(pathname, searchParams.get("blad") ?? 1) : pathname
  return caches.match(address, { cacheName: BOOKS, ignoreVary: true })
}

// Who may see it the server says as long as it answers; only without an answer the phone's own copy will do.
async function bookFile(request) {
  const asked = fetch(request)
  const soon = await within(SOON, asked)
  if (soon && soon.status < 500) return soon
  const known = await shelved(request.url)
  return known ? part(request, known) : soon ?? asked
}

// iOS plays no sound that it did not get in the part that it asked for.
async function part(request, whole) {
  const [, start, end] = request.headers.get("Range")?.match(/^bytes=(\d+)-(\d*)$/) ?? []
  if (start === undefined) return whole
  const bytes = await whole.arrayBuffer()
  const last = Math.min(end ? Number(end) : bytes.byteLength - 1, bytes.byteLength - 1)
  const headers = new Headers(whole.headers)
  headers.set("Content-Range", `bytes ${start}-${last}/${bytes.byteLength}`)
  headers.set("Content-Length", String(last - start + 1))
  return new Response(bytes.slice(Number(start), last + 1), { status: 206, headers })
}
