// The server's public key, kept on this phone so that sealing works without a net.
import * as store from "./store.js"

export async function serverKey(maxAge = Infinity) {
  const known = await store.recall("key").catch(() => null)
  if (known && Math.abs(Date.now() - known.at) < maxAge) return known
  const response = await fetch("/api/v1/key", { cache: "no-store" }).catch(() => null)
  if (!response?.ok) return known ?? Promise.reject(Object.assign(new Error("NoKey"), { name: "NoKey" }))
  const fresh = { ...await response.json(), at: Date.now() }
  await store.remember("key", fresh).catch(() => null)
  return fresh
}
