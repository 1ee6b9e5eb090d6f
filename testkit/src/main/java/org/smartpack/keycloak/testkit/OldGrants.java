/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Refresh tokens as Keycloak made them before the pack's rules held. The realm gets a signing key that the test knows,
 * so that a refresh token of today can be given the scopes of then.
 */
public final class OldGrants {

    private static final byte[] SECRET =
            "a key of the tests, sixty-four bytes long, so that it does HS512".getBytes(StandardCharsets.US_ASCII);

    private OldGrants() {}

    /** Makes the key the one that the realm signs refresh tokens with. */
    public static void prepare(Admin admin, String realm) {
        String id = admin.get("/" + realm).path("id");
        admin.post(
                "/" + realm + "/components",
                Map.of(
                        "name",
                        "key of the tests",
                        "providerId",
                        "hmac-generated",
                        "providerType",
                        "org.keycloak.keys.KeyProvider",
                        "parentId",
                        id,
                        "config",
                        Map.of(
                                "priority",
                                List.of("500"),
                                "kid",
                                List.of("key-of-the-tests"),
                                "secret",
                                List.of(base64(SECRET)),
                                "secretSize",
                                List.of(String.valueOf(SECRET.length)),
                                "algorithm",
                                List.of("HS512"))));
    }

    /** The same refresh token, of a grant that had these scopes. */
    public static String withScope(String refreshToken, String scope) {
        try {
            String[] parts = refreshToken.split("\\.");
            ObjectMapper json = new ObjectMapper();
            ObjectNode claims =
                    (ObjectNode) json.readTree(Base64.getUrlDecoder().decode(parts[1]));
            claims.put("scope", scope);
            String signed = parts[0] + "." + base64(json.writeValueAsBytes(claims));
            Mac mac = Mac.getInstance("HmacSHA512");
            mac.init(new SecretKeySpec(SECRET, "HmacSHA512"));
            return signed + "." + base64(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
