import { Search } from "lucide-react";
import { useEffect, useMemo, useState } from "react";
import {
  Autocomplete,
  Dialog,
  Header,
  Heading,
  Input,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  Modal,
  ModalOverlay,
  SearchField,
} from "react-aria-components";
import { asErrorView, type ErrorView, type Found as FoundRow } from "../host";
import { ErrorBox } from "../parts/Boxes";
import { Icon } from "../parts/Icon";
import { placeOf } from "../state/going";
import { useSession } from "../state/session";
import type { Command } from "./commands";
import { type Found, filterFound, groupFound } from "./find";
import { PLACE_WORD, PLACES, type Place } from "./places";

const KIND = {
  sheet: "Sheets",
  patient: "Patients",
  card: "Cards",
  step: "Steps",
  role: "Roles",
  person: "People",
  system: "Systems",
  contact: "Contacts",
} as const;

function isKnownKind(kind: string): kind is keyof typeof KIND {
  return kind in KIND;
}

/** How long the fingers must rest before the engine is asked. */
const REST_MS = 120;

/** What the engine finds for these words, newest question only. */
function useFound(words: string): { rows: readonly FoundRow[]; error: ErrorView | null } {
  const { host } = useSession();
  const [found, setFound] = useState<{ rows: readonly FoundRow[]; error: ErrorView | null }>({ rows: [], error: null });
  useEffect(() => {
    if (words.trim() === "") {
      setFound({ rows: [], error: null });
      return undefined;
    }
    let live = true;
    const timer = setTimeout(() => {
      host
        .call("find", { text: words })
        .then((answer) => live && setFound({ rows: answer.rows, error: null }))
        .catch((thrown: unknown) => live && setFound({ rows: [], error: asErrorView(thrown) }));
    }, REST_MS);
    return () => {
      live = false;
      clearTimeout(timer);
    };
  }, [words, host]);
  return found;
}

/** Find (Ctrl K): any card, step, patient, role, colleague, system, screen or command, by any words of its name. */
export function FindDialog({
  onClose,
  onGo,
  commands,
}: {
  onClose: () => void;
  onGo: (place: Place, target: string) => void;
  commands: readonly Command[];
}) {
  const [words, setWords] = useState("");
  const { rows, error } = useFound(words);
  const things = useMemo(() => {
    const here: Found[] = [
      ...PLACES.map(
        (place): Found => ({
          id: `screen ${place}`,
          kind: "Screens",
          title: PLACE_WORD[place],
          go: () => onGo(place, ""),
        }),
      ),
      ...commands.map(
        (command): Found => ({ id: `command ${command.id}`, kind: "Commands", title: command.title, go: command.go }),
      ),
    ];
    const there = rows.flatMap((row): Found[] =>
      isKnownKind(row.kind)
        ? [
            {
              id: `${row.kind} ${row.target} ${row.note} ${row.title}`,
              kind: KIND[row.kind],
              title: row.title,
              second: row.note,
              go: () => onGo(placeOf(row.screen), row.target),
            },
          ]
        : [],
    );
    return [...there, ...filterFound(here, words)];
  }, [rows, words, commands, onGo]);
  const groups = useMemo(() => groupFound(things), [things]);
  const go = (id: string) => {
    const thing = things.find((each) => each.id === id);
    onClose();
    thing?.go();
  };
  return (
    <ModalOverlay isOpen isDismissable onOpenChange={(open) => !open && onClose()} className="scrim">
      <Modal className="modal modal-find">
        <Dialog className="dialog">
          <Heading slot="title" className="visually-hidden">
            Find
          </Heading>
          {error && <ErrorBox what={error.what} next={error.next} />}
          <Autocomplete inputValue={words} onInputChange={setWords}>
            <SearchField aria-label="Find a card, patient, role or command" autoFocus className="find-field">
              <Icon of={Search} size={22} />
              <Input className="find-input" placeholder="Card, patient, role or command" />
            </SearchField>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling list must be reachable by keyboard */}
            <section className="find-scroll" tabIndex={0} aria-label="What was found">
              <ListBox
                className="find-list"
                aria-label="Found"
                items={groups.map((group) => ({ ...group, id: group.kind }))}
                onAction={(key) => go(String(key))}
                renderEmptyState={() => (
                  <p className="loading">Nothing has these words. Try a bed, a family name or part of a card's name.</p>
                )}
              >
                {(group) => (
                  <ListBoxSection id={group.kind}>
                    <Header className="find-head">{group.kind}</Header>
                    {group.things.map((thing) => (
                      <ListBoxItem
                        key={thing.id}
                        id={thing.id}
                        textValue={thing.title}
                        className="find-item inset-focus"
                      >
                        <span className="semi">{thing.title}</span>
                        {thing.second && <span className="second">{thing.second}</span>}
                      </ListBoxItem>
                    ))}
                  </ListBoxSection>
                )}
              </ListBox>
            </section>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
