/** Calls the API; an answer that is not a success becomes an Error with the problem's own words. */
export async function ask(url, init) {
  let response;
  try {
    response = await fetch(url, init);
  } catch {
    throw new Error("The Gateway cannot be reached. Is it running?");
  }
  const text = await response.text();
  const body = text && response.headers.get("content-type")?.includes("json") ? JSON.parse(text) : text;
  if (!response.ok) {
    const error = new Error(body.detail ?? body.title ?? `The Gateway answered ${response.status}.`);
    error.code = body.code;
    throw error;
  }
  return body;
}

/** Shows the picture upright, and returns it for cutting faces out of. Browsers apply EXIF orientation as the API does. */
export async function showPicture(file, image) {
  if (image.src) URL.revokeObjectURL(image.src);
  image.src = URL.createObjectURL(file);
  await image.decode();
  return image;
}
