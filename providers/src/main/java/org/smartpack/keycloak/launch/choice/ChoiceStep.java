/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.choice;

import jakarta.ws.rs.core.MultivaluedMap;

import org.keycloak.authentication.RequiredActionContext;

/** One page that asks the user to choose. */
sealed interface ChoiceStep permits PatientChoice, EncounterChoice {

    /** Shows the page, or goes on where there is nothing to ask. */
    void ask(RequiredActionContext context);

    /** Takes what the page's form says, and goes on or shows the page again. */
    void answer(RequiredActionContext context, MultivaluedMap<String, String> form);
}
