// The locator: asks the device where it is only when the button is pressed, and survives a refusal.

const button = document.getElementById("locate");
const told = document.getElementById("located");

const refused = () => {
  button.removeAttribute("aria-busy");
  told.textContent = button.dataset.refused;
  document.getElementById("near")?.focus();
};

button?.addEventListener("click", () => {
  if (!navigator.geolocation) return refused();
  button.setAttribute("aria-busy", "true");
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      const address = new URL(location.pathname, location.href);
      const form = new FormData(document.getElementById("finder"));
      for (const name of ["service", "open"]) if (form.get(name)) address.searchParams.set(name, form.get(name));
      // Two digits are a kilometer: enough to sort a list.
      address.searchParams.set("lat", coords.latitude.toFixed(2));
      address.searchParams.set("lon", coords.longitude.toFixed(2));
      location.assign(address);
    },
    refused,
    { timeout: 8000, maximumAge: 600000 },
  );
});
