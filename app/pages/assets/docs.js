/* The page of the API documentation. It lists all operations, and Swagger UI shows the chosen operation in detail.

Swagger UI is large, and blocks a phone for seconds. So the page loads it only when a visitor chooses an operation. */

import { addressOf } from "./shared/addresses.js";

const CONSOLE = addressOf("/docs/assets/swagger-ui");

/**
 * Return a plugin of Swagger UI. It hides the parts of Swagger UI that the page itself already has, and adds labels for
 * screen readers.
 */
function ourChanges() {
  const nothing = () => null;
  return {
    components: { InfoContainer: nothing, ServersContainer: nothing },
    wrapComponents: {
      ExamplesSelect: (Original, { React }) => (props) =>
        React.createElement("label", {}, "Example ", React.createElement(Original, { ...props, showLabels: false })),
      TextArea: (Original, { React }) => (props) =>
        React.createElement(Original, { "aria-label": "Body of the request", ...props }),
    },
  };
}

/** Add an element to the page, and wait until its file is loaded. */
function loaded(name, attributes) {
  return new Promise((resolve, reject) => {
    const element = Object.assign(document.createElement(name), attributes, { onload: resolve, onerror: reject });
    document.head.append(element);
  });
}

async function openConsole() {
  if (!location.hash.startsWith("#/")) return;
  removeEventListener("hashchange", openConsole);
  const hint = document.getElementById("hint");
  hint.textContent = "Loading …";
  try {
    await Promise.all([
      loaded("link", { rel: "stylesheet", href: `${CONSOLE}.css` }),
      loaded("script", { src: `${CONSOLE}-bundle.js` }),
    ]);
  } catch {
    hint.textContent = "The details cannot be loaded. Check your connection, and choose the operation again.";
    addEventListener("hashchange", openConsole);
    return;
  }
  globalThis.SwaggerUIBundle({
    url: addressOf("/openapi.json"),
    dom_id: "#docs",
    deepLinking: true, // The fragment of the page's address shows which operation is open.
    docExpansion: "none", // Render only the chosen operation, because rendering all of them would take too long.
    defaultModelsExpandDepth: -1, // There is no list of all models, because each operation shows its own models.
    plugins: [ourChanges],
    onComplete: () => { // Swagger UI has replaced the link that the visitor chose, so the keyboard focus is lost.
      const docs = document.getElementById("docs");
      docs.tabIndex = -1;
      docs.focus({ preventScroll: true });
    },
    validatorUrl: null, // By default, Swagger UI sends the address of openapi.json to a validator on another host.
  });
}

addEventListener("hashchange", openConsole);
openConsole();
