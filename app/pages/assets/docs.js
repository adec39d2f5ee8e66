/* The page of the API documentation. It shows the OpenAPI document in Swagger UI. */

globalThis.SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#docs",
  deepLinking: true, // The address in the browser then names the operation that is open.
  validatorUrl: null, // By default, Swagger UI sends the document's address to a validator on another host.
});
