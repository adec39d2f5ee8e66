/* The page of the API documentation. It shows the OpenAPI document in Swagger UI, whose script is loaded before. */

globalThis.SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#docs",
  deepLinking: true, // An operation that is opened gets an address of its own.
  validatorUrl: null, // Swagger UI would ask a validator on another host otherwise.
});
