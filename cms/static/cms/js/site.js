// What the pages can do with a script. Without it everything still works; each file says what it adds.
import { setUpDescriptions } from "./descriptions.js";
import { setUpSwitches } from "./menu.js";
import { setUpPrinting } from "./print.js";
import { setUpReadings } from "./reading.js";
import { setUpSpeech } from "./speech.js";
import { setUpVideos } from "./video.js";

setUpSwitches();
setUpPrinting();
setUpReadings();
setUpSpeech();
setUpVideos();
setUpDescriptions();
