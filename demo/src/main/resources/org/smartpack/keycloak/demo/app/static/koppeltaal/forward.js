// The module's authorization request goes on by itself; without this script, a button does it.

document.getElementById("forward").requestSubmit();
