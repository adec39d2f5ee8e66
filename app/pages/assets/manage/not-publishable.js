/* Says why a draft cannot be published. */

import { fieldText } from "../shared/changes.js";
import { localTimeText } from "../shared/format.js";
import { t } from "../shared/language.js";

/** If one of these times is over, the message of the service does not name the time. So the page adds the time. */
const TIMES = ["opens_at", "closes_at", "draw_at"];

/** Return the reasons, as a list of strings. `errors` are the mistakes that the service names: [{field, message}]. */
export const notPublishable = (draft, errors) => [
  ...errors.map(({ field, message }) =>
    TIMES.includes(field)
      ? `${t("draft-time-over", { field: fieldText(field), time: localTimeText(draft[field]) })} `
      : `${message}. `
  ),
  t("publish-again"),
];
