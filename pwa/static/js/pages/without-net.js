// Instead of a page that cannot be opened: the way to the books, when this phone keeps some.
const shelf = await caches.match("/boek", { cacheName: "boeken", ignoreVary: true })

document.querySelector("[data-kept]").hidden = !shelf
