/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.consent;

/**
 * A choice as the page shows it.
 *
 * @param value what the form says if it is ticked
 * @param text what it permits; without writing, if that is a choice of its own
 * @param detail what a scope with a parameter is limited to; otherwise empty
 * @param writing what writing permits, if that is a choice of its own; otherwise empty
 * @param isTicked whether the user agrees to it so far
 * @param isWritingTicked whether the user agrees to writing so far
 * @param isEverything whether it is about all types of records, now and in future (SMART-SCOPE-4)
 * @param isWriting whether it permits to change records
 * @param isWithinAnother whether another scope of the page includes it, so that leaving it out alone changes nothing
 */
public record ScopeRow(
        String value,
        String text,
        String detail,
        String writing,
        boolean isTicked,
        boolean isWritingTicked,
        boolean isEverything,
        boolean isWriting,
        boolean isWithinAnother) {}
