// Who was signed in here last, for a page that opens without a net. An opaque id and a look, no name.
import { recall } from "./store.js"

// A busy phone opens its store late: asked a few times, before it says that it knows nobody.
export async function known(times = 6) {
  try {
    return await recall("me")
  } catch {
    if (times === 1) return null
    await new Promise((done) => { setTimeout(done, 1000) })
    return known(times - 1)
  }
}
