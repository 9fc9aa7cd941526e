import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from "react";

type Announce = (words: string, urgency?: "polite" | "assertive") => void;

const Announcer = createContext<Announce>(() => undefined);

/** Speaks a sentence once through the live regions of the frame. */
export function useAnnounce(): Announce {
  return useContext(Announcer);
}

/** The two live regions. An equal sentence twice running is said twice, by changing the text node. */
export function AnnouncerRegions({ children }: { children: ReactNode }) {
  const [polite, setPolite] = useState("");
  const [assertive, setAssertive] = useState("");
  const turn = useRef(0);
  const announce = useCallback<Announce>((words, urgency = "polite") => {
    turn.current += 1;
    const once = turn.current % 2 === 0 ? words : `${words}\u00a0`;
    if (urgency === "assertive") setAssertive(once);
    else setPolite(once);
  }, []);
  const value = useMemo(() => announce, [announce]);
  return (
    <Announcer value={value}>
      {children}
      <div className="visually-hidden" aria-live="polite">
        {polite}
      </div>
      <div className="visually-hidden" aria-live="assertive">
        {assertive}
      </div>
    </Announcer>
  );
}
