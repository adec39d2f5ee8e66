/*! Fluent, which formats the texts of the pages, in one file. It is under the Apache License 2.0: see LICENSE.
   `make vendor` builds it from the npm package
   @fluent/bundle 0.19.1 sha512-SWJLZrPamDPsJlFFOW1nkgN0j0rbPbmSdmK0XAoXlyqKieLtMVl4vzng3aR5pwKoUx0scug8+YY2oct3fdfy9A== */

export { FluentBundle, FluentResource } from "@fluent/bundle";
