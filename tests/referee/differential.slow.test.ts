import { differential } from "./differentialSuite";

differential({ release: "4.7", adminPath: "/api/am/admin/v4" });
