/** The decide route: a policy input in, the contract's result out. */
package dev.edict.decisionpoint.decide;
