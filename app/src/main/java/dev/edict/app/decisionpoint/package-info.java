/** How the decision point runs: inside of Edict, or as a process of its own. */
package dev.edict.app.decisionpoint;
