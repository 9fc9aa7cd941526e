import { useEffect, useRef, useState } from "react";
import type { BriefingText, ErrorView, MethaneText, SitRepText } from "../../host";
import { hostNow } from "../../state/clock";
import { useFrame, useView } from "../../state/session";
import { clock } from "../../words/format";

type Filled<T> = {
  /** What the form shows; null until the first answer. */
  shown: T | null;
  /** The clock when that was taken from the board. */
  at: string;
  /** The board says something else by now. */
  isOld: boolean;
  /** Takes the newest. */
  fill: () => void;
  /** A report was signed: takes the next answer, which knows of it. */
  begin: () => void;
  error: ErrorView | null;
};

type Report = MethaneText | SitRepText | BriefingText;

/** Times that move with the clock say nothing new about the board, and neither do minutes that something is late. */
function saysTheSame(one: Report, other: Report): boolean {
  const still = (text: Report) =>
    JSON.stringify({ ...text, to: null, next_at: null }).replaceAll(/\blate \d+ min\b/g, "late");
  return still(one) === still(other);
}

/** A report as the board and the log would fill it. It stays as it is under the reader's eyes until they ask. */
export function useFilled(cmd: "methane_draft"): Filled<MethaneText>;
export function useFilled(cmd: "sitrep_draft"): Filled<SitRepText>;
export function useFilled(cmd: "briefing_draft"): Filled<BriefingText>;
export function useFilled(cmd: "methane_draft" | "sitrep_draft" | "briefing_draft"): Filled<Report> {
  const { zone_name: zone } = useFrame();
  const { view, error, reload } = useView(cmd, {});
  const signedOver = useRef<Report | null>(null);
  const [shown, setShown] = useState<{ text: Report; at: string } | null>(null);
  useEffect(() => {
    if (!view) return;
    const taken = { text: view, at: clock(hostNow(), zone) };
    const isNext = signedOver.current !== null && signedOver.current !== view;
    if (isNext) signedOver.current = null;
    setShown((before) => (isNext ? taken : (before ?? taken)));
  }, [view, zone]);
  return {
    shown: shown?.text ?? null,
    at: shown?.at ?? "",
    isOld: shown !== null && view !== null && !saysTheSame(shown.text, view),
    fill: () => view && setShown({ text: view, at: clock(hostNow(), zone) }),
    begin: () => {
      signedOver.current = view;
      reload();
    },
    error,
  };
}
