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
 * The identity provider at which the user of a launch logs in (KT-AUTHZ-6): the one in the token's hint if the module's
 * settings list it for this type of user, the first in the list if there is no hint, and the realm's own login if there
 * is no list.
 *
 * @param alias the identity provider's alias; empty for the realm's own login
 * @param isHintUnknown whether the hint isn't in the settings; it is then ignored
 */
record IdentityChoice(Optional<String> alias, boolean isHintUnknown) {

    /** The value of the event detail {@code smart_event} for a hint that isn't in the settings. */
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

    /** Reports that the portal or the module is misconfigured; the launch continues as if there were no hint. */
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
