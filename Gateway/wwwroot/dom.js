export const $ = id => document.getElementById(id);

export const clone = id => $(id).content.firstElementChild.cloneNode(true);

export const time = (text, timeStyle = "medium") => new Date(text).toLocaleString([], { dateStyle: "medium", timeStyle });

/** An element with a text. */
export const element = (name, text, className) => Object.assign(document.createElement(name), { textContent: text, className: className ?? "" });

/** Sends JSON. */
export const json = (body, method = "POST") => ({ method, headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

/** The first click asks, the second does it. What it is about is said to those who do not see what the button is beside. */
export function sure(button, question, act, about = "") {
  const label = button.textContent;
  let asking = null, acting = false;
  say(label);
  button.addEventListener("click", async () => {
    if (acting) return;
    if (!asking) {
      say(question);
      asking = setTimeout(calm, 6000);
      return;
    }
    calm();
    // Not disabled meanwhile: it would lose the keyboard's focus.
    acting = true;
    button.setAttribute("aria-busy", acting);
    try {
      await act();
    } finally {
      acting = false;
      button.removeAttribute("aria-busy");
    }
  });
  button.addEventListener("keydown", event => event.key === "Escape" && calm());

  function calm() {
    clearTimeout(asking);
    asking = null;
    say(label);
  }

  function say(text) {
    button.textContent = text;
    if (about) button.setAttribute("aria-label", `${text} ${about}`);
  }
}
