/* The curve BLS12-381 of @noble/curves with its hashes, in one file. It is under the MIT license: see LICENSE.
   `make vendor` builds it from the npm packages
   @noble/curves 2.4.0 sha512-P4/62zrgfH33CneE3Dn4WhJVA22YUU0eR51wKIan4NVRvwsA0YnPTwWGpNbpuacSujmSFLvyzpyuR30+fbq2Ew==
   @noble/hashes 2.4.0 sha512-X5XaVWZIBCT7HHZGm5I7ZQXDwLG+bGXuSrMQAW+7Zvl87h1kmc1ZB1VSRJcpUfoUrGQp4Fkoxm5kZ+Ms+aW+eA== */

export { bls12_381 } from "@noble/curves/bls12-381.js";
