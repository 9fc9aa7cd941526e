import { createContext, useContext } from "react";
import { PLACES, type Place } from "../frame/places";

/** Where the reader is, and the one thing on that screen to open (a patient, a card, a role, a system). */
export type Whereabouts = { place: Place; target: string; turn: number };

type Going = {
  here: Whereabouts;
  go: (place: Place, target?: string) => void;
  updateCensus: () => void;
  showWall: () => void;
};

/** How screens lead to each other. */
export const GoingContext = createContext<Going>({
  here: { place: "now", target: "", turn: 0 },
  go: () => undefined,
  updateCensus: () => undefined,
  showWall: () => undefined,
});

/** How screens lead to each other. */
export function useGoing(): Going {
  return useContext(GoingContext);
}

/** A screen name that came from the engine, as a place; Now when this window does not know it. */
export function placeOf(screen: string): Place {
  return PLACES.find((place) => place === screen) ?? "now";
}
