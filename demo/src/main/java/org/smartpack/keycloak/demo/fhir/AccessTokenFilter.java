/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.fhir;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.smartpack.keycloak.demo.access.InvalidProofException;
import org.smartpack.keycloak.demo.access.InvalidTokenException;
import org.smartpack.keycloak.demo.access.KeysUnavailableException;
import org.smartpack.keycloak.demo.access.Presentation;
import org.smartpack.keycloak.demo.access.TokenVerifier;

/**
 * Requires a valid token for everything but the open paths: a bearer token in the header (RFC 6750, IUA-72-1), or one
 * that is bound to a key, with the proof of that key (RFC 9449).
 */
final class AccessTokenFilter extends HttpFilter {

    private static final String BEARER = "bearer ";
    private static final String DPOP = "dpop ";
    private static final String CHALLENGE = "WWW-Authenticate";
    private static final String INVALID_TOKEN = "invalid_token";

    private final transient FhirBase base;
    private final transient TokenVerifier verifier;
    private final transient AccessFactory accesses;

    AccessTokenFilter(FhirBase base, TokenVerifier verifier, AccessFactory accesses) {
        this.base = base;
        this.verifier = verifier;
        this.accesses = accesses;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (OpenPaths.contains(request)) {
            chain.doFilter(request, response);
            return;
        }
        // A cache, even a browser's, must not show what one token permits to the bearer of another.
        response.setHeader("Cache-Control", "no-store");
        List<String> headers = Collections.list(request.getHeaders("Authorization"));
        String header = headers.size() == 1 ? headers.get(0) : "";
        boolean isBearer = header.toLowerCase(Locale.ROOT).startsWith(BEARER);
        boolean isDpop = header.toLowerCase(Locale.ROOT).startsWith(DPOP);
        if (!isBearer && !isDpop) {
            response.addHeader(CHALLENGE, "Bearer realm=\"fhir\"");
            response.addHeader(CHALLENGE, dpopChallenge(""));
            HttpAnswers.outcome(response, 401, "login", "A bearer token is required");
            return;
        }
        try {
            String token = header.substring((isDpop ? DPOP : BEARER).length()).trim();
            Presentation presentation = isDpop ? proof(request) : new Presentation.Bearer();
            request.setAttribute(Granted.ATTRIBUTE, accesses.granted(verifier.verify(token, presentation)));
        } catch (InvalidTokenException e) {
            if (isBearer) {
                response.addHeader(CHALLENGE, "Bearer realm=\"fhir\"" + error(INVALID_TOKEN, e.getMessage()));
            }
            response.addHeader(CHALLENGE, dpopChallenge(error(INVALID_TOKEN, e.getMessage())));
            HttpAnswers.outcome(response, 401, "login", e.getMessage());
            return;
        } catch (InvalidProofException e) {
            response.addHeader(CHALLENGE, dpopChallenge(error("invalid_dpop_proof", e.getMessage())));
            HttpAnswers.outcome(response, 401, "login", e.getMessage());
            return;
        } catch (KeysUnavailableException e) {
            HttpAnswers.outcome(response, 503, "transient", e.getMessage());
            return;
        }
        chain.doFilter(request, response);
    }

    private Presentation proof(HttpServletRequest request) throws InvalidProofException {
        List<String> proofs = Collections.list(request.getHeaders("DPoP"));
        if (proofs.size() != 1) {
            throw new InvalidProofException("Exactly one header DPoP is required");
        }
        // As clients see it, who may come through a proxy.
        String url = base.url() + request.getRequestURI().substring(base.path().length());
        return new Presentation.Dpop(proofs.get(0), request.getMethod(), url);
    }

    private static String dpopChallenge(String error) {
        return "DPoP realm=\"fhir\"" + error + ", algs=\"" + TokenVerifier.proofAlgorithms() + "\"";
    }

    private static String error(String code, String description) {
        return ", error=\"" + code + "\", error_description=\"" + description + "\"";
    }
}
