/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.koppeltaal.hti;

import java.util.LinkedHashMap;
import java.util.Map;

import org.keycloak.OAuth2Constants;
import org.keycloak.representations.IDToken;
import org.keycloak.util.TokenUtil;

import org.smartpack.keycloak.fhir.FhirUser;
import org.smartpack.keycloak.launch.GrantContext;
import org.smartpack.keycloak.token.ContextOnlyResponse;

/** The token response for the code of an HTI launch: it says who the user is and what to do, and gives no access. */
public final class HtiTokenResponse implements ContextOnlyResponse {

    /** "RS never grants on it": a FHIR service answers it with 401. */
    private static final String NO_ACCESS_TOKEN = "NOOP";

    private static final int SECONDS = 300;

    @Override
    public void describe(IDToken token, GrantContext grant) {
        // Not Keycloak's user id: modules expect sub to be the user's resource, as in the response.
        token.setSubject(String.valueOf(grant.context().parameters().get(HtiClaims.SUBJECT)));
        // Set even for users without this attribute, whom an identity provider's claim identified.
        grant.fhirUser().ifPresent(user -> token.setOtherClaims(FhirUser.ATTRIBUTE, user));
    }

    @Override
    public Map<String, Object> answer(String idToken, GrantContext grant) {
        Map<String, Object> answer = new LinkedHashMap<>(Map.of(
                OAuth2Constants.ACCESS_TOKEN,
                NO_ACCESS_TOKEN,
                OAuth2Constants.TOKEN_TYPE,
                TokenUtil.TOKEN_TYPE_BEARER,
                OAuth2Constants.EXPIRES_IN,
                SECONDS,
                OAuth2Constants.SCOPE,
                "launch openid fhirUser",
                "id_token",
                idToken));
        answer.putAll(grant.context().parameters());
        return answer;
    }
}
