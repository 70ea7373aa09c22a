const storage = "facerec-key";

/** Asks for an API key when one is needed; set by whoever can show a form. */
let onKeyNeeded = () => {};
export const whenKeyNeeded = handler => { onKeyNeeded = handler; };

export const hasKey = () => sessionStorage.getItem(storage) !== null;

/** Remembers the key for this tab only, or forgets it. */
export function setKey(key) {
  if (key) sessionStorage.setItem(storage, key);
  else sessionStorage.removeItem(storage);
}

/** Calls the API; an answer that is not a success becomes an Error with the problem's own words. */
export async function ask(url, init) {
  const response = await send(url, init);
  const text = await response.text();
  const body = text && response.headers.get("content-type")?.includes("json") ? JSON.parse(text) : text;
  if (!response.ok) {
    const error = new Error(body.detail ?? body.title ?? `The Gateway answered ${response.status}.`);
    error.code = body.code;
    error.title = body.title;
    if (response.status === 401) onKeyNeeded(error);
    throw error;
  }
  return body;
}

/** Shows a picture of the API; where a key is needed, an <img> cannot send it by itself. */
export async function showImage(image, url) {
  if (!hasKey()) {
    image.src = url;
    return;
  }
  const response = await send(url);
  if (!response.ok) return;
  // Kept as long as the page: a picture may be shown again, larger.
  image.src = URL.createObjectURL(await response.blob());
}

async function send(url, init = {}) {
  const headers = new Headers(init.headers);
  if (hasKey()) headers.set("X-Api-Key", sessionStorage.getItem(storage));
  try {
    return await fetch(url, { ...init, headers });
  } catch {
    throw new Error("The Gateway cannot be reached. Is it running?");
  }
}
