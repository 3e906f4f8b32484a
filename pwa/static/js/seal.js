// Seals what a person wrote to the server's public key. The private half of the one-time key
// is never kept, so the phone that wrote it cannot read it back.
// Layout: 0x01 | kid 8 | one-time public key 65 | iv 12 | AES-256-GCM; the server reads the same in api/outbox.

const INFO = new TextEncoder().encode("huisboek-outbox-1")
const CURVE = { name: "ECDH", namedCurve: "P-256" }

export async function seal({ id, who, header, files = [] }, { kid, key }) {
  const server = fromBase64url(key)
  const pair = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"])
  const once = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey))
  const lock = await lockFor(pair.privateKey, once, server)
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const additionalData = new TextEncoder().encode(`${id}|${who}`)
  const plain = await layOut(header, files)
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData }, lock, plain)
  return join([Uint8Array.of(1), fromHex(kid), once, iv, new Uint8Array(sealed)]).buffer
}

async function lockFor(privateKey, once, server) {
  const theirs = await crypto.subtle.importKey("raw", server, CURVE, false, [])
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, privateKey, 256)
  const seed = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"])
  const how = { name: "HKDF", hash: "SHA-256", salt: join([once, server]), info: INFO }
  return crypto.subtle.deriveKey(how, seed, { name: "AES-GCM", length: 256 }, false, ["encrypt"])
}

// u32 header length | header JSON | the files one after another, in the header's order.
async function layOut(header, files) {
  const parts = await Promise.all(files.map(async ({ blob }) => new Uint8Array(await blob.arrayBuffer())))
  const named = files.map(({ field, blob }, at) => ({ field, type: blob.type, size: parts[at].length }))
  const text = new TextEncoder().encode(JSON.stringify({ ...header, files: named }))
  const length = new Uint8Array(4)
  new DataView(length.buffer).setUint32(0, text.length)
  return join([length, text, ...parts])
}

function join(parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

function fromHex(text) {
  return Uint8Array.from(text.match(/../g), (pair) => parseInt(pair, 16))
}

function fromBase64url(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"))
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0))
}
