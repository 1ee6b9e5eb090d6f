# SPDX-License-Identifier: Apache-2.0
"""A SMART app and a backend service with Authlib.

    python3 authlib_client.py TASK SETTINGS

Tasks, settings and what it writes are those of ../npm/task.mjs.
"""
import json
import sys
import time

try:
    import requests
    from authlib.common.security import generate_token
    from authlib.integrations.base_client import OAuthError
    from authlib.integrations.requests_client import OAuth2Session
    from authlib.jose import JsonWebKey, jwt
    from authlib.oauth2.rfc7523 import PrivateKeyJWT
    from authlib.oidc.core import CodeIDToken
except ImportError as error:
    sys.exit(f"{error}: install Debian's packages python3-authlib and python3-requests")

TASK, SETTINGS = sys.argv[1], json.loads(sys.argv[2])
SERVER = requests.get(SETTINGS["issuer"] + "/.well-known/openid-configuration").json()
SMART = requests.get(SETTINGS["fhir"] + "/.well-known/smart-configuration").json()


def private_jwk():
    with open(SETTINGS["keys"], encoding="utf-8") as file:
        return next(key for key in json.load(file)["keys"] if key["alg"] == SETTINGS["alg"])


class Client:
    """Authlib's session; it signs each request with an assertion of its own."""

    def __init__(self):
        self._session = OAuth2Session(
            SETTINGS["clientId"],
            private_jwk(),  # as a dict: with a PEM Authlib leaves out the kid
            token_endpoint_auth_method="private_key_jwt",
            revocation_endpoint_auth_method="private_key_jwt",
            scope=SETTINGS["scope"],
            redirect_uri=SETTINGS.get("redirectUri"),
            code_challenge_method="S256",
        )

    def signed(self):
        # Authlib's assertion is good for an hour, SMART allows five minutes; and it keeps the jti in `claims`.
        self._session.register_client_auth_method(
            PrivateKeyJWT(
                SERVER["token_endpoint"],
                claims={"exp": int(time.time()) + 240},
                alg=SETTINGS["alg"],
            )
        )
        return self._session

    def introspect(self, token):
        return self.signed().introspect_token(SMART["introspection_endpoint"], token=token).json()


def visit(url):
    print(json.dumps({"visit": url}), flush=True)
    return sys.stdin.readline().strip()


def backend():
    client = Client()
    tokens = client.signed().fetch_token(SERVER["token_endpoint"], grant_type="client_credentials")
    return {"tokens": tokens, "introspection": client.introspect(tokens["access_token"])}


def refusal():
    try:
        backend()
    except OAuthError as error:
        return {"error": error.error, "description": error.description}
    raise AssertionError("not refused")


def id_token_claims(tokens, nonce):
    keys = JsonWebKey.import_key_set(requests.get(SERVER["jwks_uri"]).json())
    claims = jwt.decode(
        tokens["id_token"],
        keys,
        claims_cls=CodeIDToken,
        claims_options={"iss": {"value": SERVER["issuer"]}, "aud": {"value": SETTINGS["clientId"]}},
        claims_params={"nonce": nonce, "client_id": SETTINGS["clientId"], "access_token": tokens["access_token"]},
    )
    claims.validate()
    return claims


def app():
    client = Client()
    verifier, nonce = generate_token(48), generate_token()
    url, state = client.signed().create_authorization_url(
        SERVER["authorization_endpoint"],
        code_verifier=verifier,
        nonce=nonce,
        aud=SETTINGS["fhir"],
        launch=SETTINGS["launch"],
    )
    callback = visit(url)
    tokens = client.signed().fetch_token(
        SERVER["token_endpoint"],
        authorization_response=callback,
        state=state,
        code_verifier=verifier,
    )
    id_token = id_token_claims(tokens, nonce)
    tokens = dict(tokens)
    refreshed = dict(client.signed().refresh_token(SERVER["token_endpoint"]))
    introspection = client.introspect(refreshed["access_token"])
    client.signed().revoke_token(
        SERVER["revocation_endpoint"], token=refreshed["refresh_token"], token_type_hint="refresh_token"
    )
    return {
        "authorizationUrl": url,
        "callback": callback,
        "tokens": tokens,
        "idToken": id_token,
        "refreshed": refreshed,
        "introspection": introspection,
        "afterRevocation": client.introspect(refreshed["access_token"]),
    }


print(json.dumps({"result": {"backend": backend, "refusal": refusal, "app": app}[TASK]()}), flush=True)
