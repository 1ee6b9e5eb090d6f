/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clients.pac4j;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import org.pac4j.core.context.CallContext;
import org.pac4j.core.exception.http.FoundAction;
import org.pac4j.core.exception.http.RedirectionAction;
import org.pac4j.core.exception.http.WithLocationAction;
import org.pac4j.core.redirect.RedirectionActionBuilder;
import org.pac4j.oidc.client.OidcClient;
import org.pac4j.oidc.redirect.OidcRedirectionActionBuilder;

/** pac4j's own redirection to Keycloak, with the {@code launch} of the EHR. */
final class LaunchRedirection implements RedirectionActionBuilder {

    private final RedirectionActionBuilder standard;

    LaunchRedirection(OidcClient client) {
        this.standard = new OidcRedirectionActionBuilder(client);
    }

    @Override
    public Optional<RedirectionAction> getRedirectionAction(CallContext context) {
        Optional<String> launch = context.webContext().getRequestParameter("launch");
        return standard.getRedirectionAction(context)
                .map(action -> launch.isEmpty()
                        ? action
                        : new FoundAction(((WithLocationAction) action).getLocation() + "&launch="
                                + URLEncoder.encode(launch.get(), StandardCharsets.UTF_8)));
    }
}
