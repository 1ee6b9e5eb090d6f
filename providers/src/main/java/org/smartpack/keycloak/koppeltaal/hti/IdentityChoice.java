/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.koppeltaal.hti;

import java.util.Optional;

import org.jboss.logging.Logger;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;

import org.smartpack.keycloak.fhir.client.Trace;
import org.smartpack.keycloak.koppeltaal.audit.Audit;
import org.smartpack.keycloak.koppeltaal.audit.Occurrence;
import org.smartpack.keycloak.koppeltaal.audit.Outcome;
import org.smartpack.keycloak.koppeltaal.audit.Step;
import org.smartpack.keycloak.koppeltaal.domain.IdentitySettings;
import org.smartpack.keycloak.koppeltaal.domain.KoppeltaalApp;
import org.smartpack.keycloak.launch.LaunchEvents;

/**
 * At which identity provider the user of a launch logs in (KT-AUTHZ-6): the one that the token hints at if the module's
 * settings list it for this type of user; the first of the list without a hint; the realm's own login without a list.
 */
final class IdentityChoice {

    /** The detail {@code smart_event} of the event for a hint that isn't in the settings. */
    static final String UNKNOWN_HINT = "HTI_IDP_HINT_UNKNOWN";

    private static final Logger LOG = Logger.getLogger(IdentityChoice.class);

    private final KeycloakSession session;

    IdentityChoice(KeycloakSession session) {
        this.session = session;
    }

    /** The alias of the identity provider; empty for the realm's own login. */
    Optional<String> of(HtiToken token, KoppeltaalApp module) {
        IdentitySettings settings = module.identity(token.user().type());
        Optional<String> hinted = token.idpHint().filter(settings.providers()::contains);
        if (token.idpHint().isPresent() && hinted.isEmpty()) {
            reportUnknownHint(token, module.client());
        }
        return hinted.isPresent() ? hinted : settings.providers().stream().findFirst();
    }

    /** The portal or the module is set up wrongly; the launch goes on as if there were no hint. */
    private void reportUnknownHint(HtiToken token, ClientModel module) {
        LOG.warnf(
                "Realm %s: portal %s gives an idp_hint that the settings of module %s don't list for users of type %s",
                session.getContext().getRealm().getName(),
                token.issuer(),
                module.getClientId(),
                token.user().type());
        EventBuilder event = new EventBuilder(
                        session.getContext().getRealm(),
                        session,
                        session.getContext().getConnection())
                .event(EventType.IDENTITY_PROVIDER_LOGIN)
                .client(module)
                .detail(Details.REASON, "idp_hint is not one of the identity providers of this application");
        LaunchEvents.is(UNKNOWN_HINT, event).error(Errors.UNKNOWN_IDENTITY_PROVIDER);
        Audit.of(session)
                .warn(Occurrence.of(
                        Step.AUTHORIZE,
                        Outcome.REFUSED,
                        "idp_hint is not one of the identity providers of this application",
                        module,
                        Optional.of(token.user()),
                        Trace.of(session).named(token.id())));
    }
}
