import { frameLook } from "../../frame/frameFacts";
import { useFrame } from "../../state/session";
import { Home } from "../home/Home";
import { NowScreen } from "./NowScreen";

/** Now is the commander's board while an incident runs, and Home while none does. */
export function NowOrHome() {
  return frameLook(useFrame()) === "none" ? <Home /> : <NowScreen />;
}
