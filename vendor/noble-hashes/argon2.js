/* Argon2 of @noble/hashes, in one file. It is under the MIT license: see LICENSE.
   `make vendor` builds it from the npm package
   @noble/hashes 2.4.0 sha512-X5XaVWZIBCT7HHZGm5I7ZQXDwLG+bGXuSrMQAW+7Zvl87h1kmc1ZB1VSRJcpUfoUrGQp4Fkoxm5kZ+Ms+aW+eA== */

export { argon2idAsync } from "@noble/hashes/argon2.js";
