export const $ = id => document.getElementById(id);

export const clone = id => $(id).content.firstElementChild.cloneNode(true);

export const time = text => new Date(text).toLocaleString([], { dateStyle: "medium", timeStyle: "medium" });

/** An element with a text. */
export const element = (name, text, className) => Object.assign(document.createElement(name), { textContent: text, className: className ?? "" });

/** Posts JSON. */
export const json = body => ({ method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

/** The first click asks, the second does it. */
export function sure(button, question, act) {
  const label = button.textContent;
  let asked = false;
  button.addEventListener("click", () => {
    if (asked) {
      act();
      return;
    }
    asked = true;
    button.textContent = question;
    setTimeout(() => { asked = false; button.textContent = label; }, 4000);
  });
}
