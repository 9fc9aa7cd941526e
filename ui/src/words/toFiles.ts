import type { StartPrint } from "../host";

/** A print into the usual folder on the hospital's usual paper: what Print on a screen means where nobody chooses more. */
export function toFiles(what: StartPrint["what"]): StartPrint {
  return {
    what,
    to: "",
    printer: "",
    again: false,
    give_up_min: 0,
    paper: "",
    mono: true,
    order: "priority",
    sides: "",
    copies: 1,
  };
}
