/* Made by make bundles from docs.js and the modules that it imports. Edit those. */
// shared/addresses.js
var BASE = new URL("../..", import.meta.url).pathname.replace(/\/$/, "");
var addressOf = (path) => BASE + path;
var managePage = addressOf("/manage");

// docs.js
var CONSOLE = addressOf("/docs/assets/swagger-ui");
function ourChanges() {
  const nothing = () => null;
  return {
    components: { InfoContainer: nothing, ServersContainer: nothing },
    wrapComponents: {
      ExamplesSelect: (Original, { React }) => (props) => React.createElement("label", {}, "Example ", React.createElement(Original, { ...props, showLabels: false })),
      TextArea: (Original, { React }) => (props) => React.createElement(Original, { "aria-label": "Body of the request", ...props })
    }
  };
}
function loaded(name, attributes) {
  return new Promise((resolve, reject) => {
    const element2 = Object.assign(document.createElement(name), attributes, { onload: resolve, onerror: reject });
    document.head.append(element2);
  });
}
async function openConsole() {
  if (!location.hash.startsWith("#/")) return;
  removeEventListener("hashchange", openConsole);
  const hint = document.getElementById("hint");
  hint.textContent = "Loading \u2026";
  try {
    await Promise.all([
      loaded("link", { rel: "stylesheet", href: `${CONSOLE}.css` }),
      loaded("script", { src: `${CONSOLE}-bundle.js` })
    ]);
  } catch {
    hint.textContent = "The details cannot be loaded. Check your connection, and choose the operation again.";
    addEventListener("hashchange", openConsole);
    return;
  }
  globalThis.SwaggerUIBundle({
    url: addressOf("/openapi.json"),
    dom_id: "#docs",
    deepLinking: true,
    // The address in the browser names the operation that is open.
    docExpansion: "none",
    // Only the chosen operation is drawn, because each one takes time.
    defaultModelsExpandDepth: -1,
    // Each operation shows its models.
    plugins: [ourChanges],
    onComplete: () => {
      const docs = document.getElementById("docs");
      docs.tabIndex = -1;
      docs.focus({ preventScroll: true });
    },
    validatorUrl: null
    // By default, Swagger UI sends the document's address to a validator on another host.
  });
}
addEventListener("hashchange", openConsole);
openConsole();
