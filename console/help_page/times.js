// Moments in the time zone of whoever reads; without this script they are in that of where the order goes.
const language = document.documentElement.lang;
const list = document.querySelector("[data-today]");
const day = (date) => date.toLocaleDateString(language === "fr" ? "fr" : "en-GB", {
  day: "numeric", month: "short", ...(date.getFullYear() === new Date().getFullYear() ? {} : { year: "numeric" }),
});
for (const each of document.querySelectorAll("time[datetime]")) {
  const at = new Date(each.dateTime), before = new Date();
  before.setDate(before.getDate() - 1);
  const time = at.toLocaleTimeString(language === "fr" ? "fr" : "en-GB", { hour: "2-digit", minute: "2-digit" });
  const near = at.toDateString() === new Date().toDateString() ? "today" : at.toDateString() === before.toDateString() ? "yesterday" : "";
  each.textContent = near && each.dataset.near !== undefined ? list.dataset[near].replace("{time}", time) : day(at);
  each.title = at.toLocaleString(language === "fr" ? "fr" : "en-GB", { dateStyle: "long", timeStyle: "long" });
}
