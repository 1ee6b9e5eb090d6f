/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.choice;

import java.util.Optional;

import org.jboss.logging.Logger;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.forms.login.LoginFormsProvider;

/** A page of the realm's login theme that asks the user to choose. Everything on it is escaped by the template. */
final class ChoicePage {

    private static final Logger LOG = Logger.getLogger(ChoicePage.class);

    private final RequiredActionContext context;
    private final LoginFormsProvider form;

    /** @param problem the key of a message about what the user did before */
    ChoicePage(RequiredActionContext context, Optional<String> problem) {
        this.context = context;
        this.form = context.form();
        problem.ifPresent(form::setError);
    }

    ChoicePage with(String name, Object value) {
        form.setAttribute(name, value);
        return this;
    }

    void show(String template) {
        context.challenge(form.createForm(template));
    }

    /**
     * The FHIR server couldn't be asked: the user may try again or cancel, and nothing was chosen.
     *
     * @param reason for the log; users and apps don't get it
     */
    static void unavailable(RequiredActionContext context, String reason) {
        LOG.warnf(
                "Realm %s: no patient could be chosen for %s: %s",
                context.getRealm().getName(),
                context.getAuthenticationSession().getClient().getClientId(),
                reason);
        new ChoicePage(context, Optional.of("smartChoiceUnavailable")).show("smart-choice-unavailable.ftl");
    }
}
