import { useEffect } from "react";
import { frameLook } from "../../frame/frameFacts";
import { useFrame } from "../../state/session";
import { Home } from "../home/Home";
import { NowScreen } from "./NowScreen";

/** Now is the commander's board while an incident runs, and Home while none does. */
export function NowOrHome() {
  const calm = frameLook(useFrame()) === "none";
  // Home and the board change places under a reader whose button has just gone: the heading takes the focus, so that
  // the keys of the new screen act at once.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each change of place is an arrival
  useEffect(() => {
    if (document.activeElement === document.body) document.querySelector<HTMLElement>(".main h1")?.focus();
  }, [calm]);
  return calm ? <Home /> : <NowScreen />;
}
