import { Keyboard, Search } from "lucide-react";
import { Button as AriaButton } from "react-aria-components";
import { Key } from "../parts/Button";
import { Icon } from "../parts/Icon";
import { type NavCount, PLACE_ICON, PLACE_WORD, PLACES, type Place } from "./places";

/** The left navigation, with what waits behind each word. */
export function Nav({
  place,
  counts,
  onGo,
  onFind,
  onKeys,
}: {
  place: Place;
  counts: Partial<Record<Place, NavCount>>;
  onGo: (place: Place) => void;
  onFind: () => void;
  onKeys: () => void;
}) {
  return (
    <nav className="nav" aria-label="Screens">
      <ul>
        {PLACES.map((each) => {
          const count = counts[each];
          return (
            <li key={each}>
              <AriaButton
                className={`nav-item inset-focus ${each === place ? "nav-here" : ""}`}
                onPress={() => onGo(each)}
                {...(each === place ? { "aria-current": "page" as const } : {})}
              >
                <Icon of={PLACE_ICON[each]} size={22} />
                <span className="nav-word">{PLACE_WORD[each]}</span>
                {count && count.n > 0 && (
                  <span className={`count count-${count.tone}`}>
                    {count.n}
                    <span className="visually-hidden"> {count.says}</span>
                  </span>
                )}
              </AriaButton>
            </li>
          );
        })}
      </ul>
      <ul className="nav-foot">
        <li>
          <AriaButton className="nav-item inset-focus" onPress={onFind}>
            <Icon of={Search} size={22} />
            <span className="nav-word">Find</span>
            <Key>Ctrl K</Key>
          </AriaButton>
        </li>
        <li>
          <AriaButton className="nav-item inset-focus" onPress={onKeys}>
            <Icon of={Keyboard} size={22} />
            <span className="nav-word">Keys</span>
            <Key>?</Key>
          </AriaButton>
        </li>
      </ul>
    </nav>
  );
}
