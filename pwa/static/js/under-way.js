// What is being kept at this moment. Leaving waits for it, unseen and not long: who taps "save" and
// has to be gone at once may count on what they made.

const now = new Set()

export function underWay(work) {
  now.add(work)
  const over = () => now.delete(work)
  work.then(over, over)
  return work
}

export async function allKept() {
  while (now.size) await Promise.allSettled(now)
}
