/** The signed routes of the contract's decision point (contract §6.3, §6.4): status and simulation. */
package dev.edict.decisionpoint.caracal;
