import { Square } from "lucide-react";
import { useMemo } from "react";
import {
  Header,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  ListLayout,
  type Selection,
  Virtualizer,
} from "react-aria-components";
import type { PatientRow } from "../../host";
import { Icon } from "../../parts/Icon";
import { nhsNumber } from "../../words/format";
import { Who } from "./PatientList";
import { bedOf, nameOf } from "./rows";

/**
 * The locked list: who the census says was here, by ward and bed, with nobody above anybody. A ranking of people who
 * may lie elsewhere would send the hand to the wrong bed.
 */
export function RollCall({
  rows,
  openId,
  onOpen,
}: {
  rows: readonly PatientRow[];
  openId: string | null;
  onOpen: (id: string) => void;
}) {
  const wards = useMemo(() => {
    const groups = new Map<string, PatientRow[]>();
    for (const row of rows) groups.set(row.ward, [...(groups.get(row.ward) ?? []), row]);
    return [...groups].map(([ward, people]) => ({ id: `ward ${ward}`, ward, people }));
  }, [rows]);
  const selected: Selection = useMemo(() => new Set(openId === null ? [] : [openId]), [openId]);
  return (
    <div className="patient-scroll">
      <Virtualizer layout={ListLayout} layoutOptions={{ estimatedRowSize: 64, estimatedHeadingSize: 40 }}>
        <ListBox
          className="patient-list"
          aria-label="Who the census says was here, by ward and bed"
          items={wards}
          selectionMode="single"
          selectedKeys={selected}
          onSelectionChange={(keys) => {
            const id = keys === "all" ? undefined : [...keys][0];
            if (id !== undefined) onOpen(String(id));
          }}
        >
          {(group) => (
            <ListBoxSection id={group.id}>
              <Header className="patient-group">
                <span className="semi">{group.ward === "" ? "Ward not known" : group.ward}</span>
                <span className="second push">{group.people.length} to find</span>
              </Header>
              {group.people.map((row) => (
                <ListBoxItem
                  key={row.id}
                  id={row.id}
                  className="patient-item inset-focus"
                  textValue={`${bedOf(row)} ${nameOf(row)}`}
                >
                  <div className="patient-row roll-row">
                    <Icon of={Square} size={28} className="roll-box" />
                    <div className="patient-words">
                      <p className="patient-first">
                        <Who row={row} inWard />
                      </p>
                      <p className="second">NHS {nhsNumber(row.nhs_number)}</p>
                    </div>
                  </div>
                </ListBoxItem>
              ))}
            </ListBoxSection>
          )}
        </ListBox>
      </Virtualizer>
    </div>
  );
}
