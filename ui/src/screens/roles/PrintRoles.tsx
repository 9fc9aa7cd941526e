import { Printer } from "lucide-react";
import { Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import type { PrintWhat } from "../../host";
import { Card, Notice } from "../../parts/Boxes";
import { Button, LinkButton } from "../../parts/Button";
import type { Job } from "../../state/job";
import { toFiles } from "../../words/toFiles";
import { JobPanel } from "../paper/JobPanel";

/** Pages of a blank decision log that are printed at once: two decisions to a side. */
const LOG_PAGES = 10;

type Sheet = { id: string; words: string; what: PrintWhat };

const SHEETS: readonly Sheet[] = [
  { id: "chart", words: "Organisation chart", what: { what: "org_chart" } },
  { id: "contacts", words: "Contact list", what: { what: "contacts" } },
  { id: "tabards", words: "Tabards, one a page", what: { what: "tabards", roles: [] } },
  {
    id: "decisions",
    words: `Blank decision log, ${LOG_PAGES} sides`,
    what: { what: "blank", charts: ["decision-log"], copies: LOG_PAGES },
  },
];

/** What of the roles can be printed. */
export function PrintMenu({ print }: { print: Job }) {
  const begin = (id: string) => {
    const sheet = SHEETS.find((each) => each.id === id);
    if (!sheet) return;
    void print.begin((host) => host.call("print_start", toFiles(sheet.what)));
  };
  return (
    <MenuTrigger>
      <Button icon={Printer} isDisabled={print.isRunning}>
        Print
      </Button>
      <Popover className="popover" placement="bottom end">
        <Menu className="pick-list" aria-label="Print" onAction={(id) => begin(String(id))} items={SHEETS}>
          {(each) => (
            <MenuItem id={each.id} className="pick-option inset-focus">
              {each.words}
            </MenuItem>
          )}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

/** How far the print is and where it went. */
export function Printed({ print }: { print: Job }) {
  if (!print.job && !print.error) return null;
  return (
    <Card title="What comes out" aside={<LinkButton onPress={print.clear}>Close</LinkButton>}>
      <div className="stack-8">
        <JobPanel print={print} />
        {print.job?.state === "done" && <Notice tone="plain">A PDF is not encrypted: print it, then remove it.</Notice>}
      </div>
    </Card>
  );
}
