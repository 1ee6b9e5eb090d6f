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
import org.keycloak.models.RealmModel;

import org.smartpack.keycloak.koppeltaal.domain.IdentitySettings;
import org.smartpack.keycloak.koppeltaal.domain.KoppeltaalApp;
import org.smartpack.keycloak.launch.LaunchEvents;

/**
 * At which identity provider the user of a launch logs in (KT-AUTHZ-6): the one that the token hints at if the module's
 * settings list it for this type of user; the first of the list without a hint; the realm's own login without a list.
 *
 * @param alias of the identity provider; empty for the realm's own login
 * @param isHintUnknown whether the token hints at one that the settings don't list: as if it didn't
 */
record IdentityChoice(Optional<String> alias, boolean isHintUnknown) {

    /** The detail {@code smart_event} of the event for a hint that isn't in the settings. */
    static final String UNKNOWN_HINT = "HTI_IDP_HINT_UNKNOWN";

    static final String UNKNOWN = "idp_hint is not one of the identity providers of this application";

    private static final Logger LOG = Logger.getLogger(IdentityChoice.class);

    static IdentityChoice of(HtiToken token, KoppeltaalApp module) {
        IdentitySettings settings = module.identity(token.user().type());
        Optional<String> hinted = token.idpHint().filter(settings.providers()::contains);
        return new IdentityChoice(
                hinted.isPresent() ? hinted : settings.providers().stream().findFirst(),
                token.idpHint().isPresent() && hinted.isEmpty());
    }

    /** The portal or the module is set up wrongly; the launch goes on as if there were no hint. */
    static void reportUnknownHint(KeycloakSession session, ClientModel module) {
        RealmModel realm = session.getContext().getRealm();
        LOG.warnf("Realm %s, launch of module %s: %s", realm.getName(), module.getClientId(), UNKNOWN);
        EventBuilder event = new EventBuilder(
                        realm, session, session.getContext().getConnection())
                .event(EventType.IDENTITY_PROVIDER_LOGIN)
                .client(module)
                .detail(Details.REASON, UNKNOWN);
        LaunchEvents.mark(UNKNOWN_HINT, event).error(Errors.UNKNOWN_IDENTITY_PROVIDER);
    }
}
