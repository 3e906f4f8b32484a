// Makes a photo small on the phone itself, before it goes anywhere: what the camera wrote into it
// (place, time, kind of phone) does not come along.

const LARGEST = 1600
const PREVIEW = 640
const GOOD_ENOUGH = 0.82

export async function shrink(file) {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" })
  try {
    const blob = await toJpeg(scaled(picture, LARGEST))
    return { blob, preview: scaled(picture, PREVIEW) }
  } finally {
    picture.close()
  }
}

function scaled(picture, most) {
  const part = Math.min(1, most / Math.max(picture.width, picture.height))
  const canvas = document.createElement("canvas")
  canvas.width = Math.max(1, Math.round(picture.width * part))
  canvas.height = Math.max(1, Math.round(picture.height * part))
  const context = canvas.getContext("2d")
  context.imageSmoothingQuality = "high"
  context.fillStyle = "#ffffff"
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.drawImage(picture, 0, 0, canvas.width, canvas.height)
  return canvas
}

function toJpeg(canvas) {
  return new Promise((done, failed) => {
    const given = (blob) => (blob?.type === "image/jpeg" ? done(blob) : failed(new Error("no jpeg")))
    canvas.toBlob(given, "image/jpeg", GOOD_ENOUGH)
  })
}
